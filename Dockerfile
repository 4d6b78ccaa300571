# Pinned to a release; give a digest with --build-arg PYTHON_IMAGE=python@sha256:… to pin it harder.
ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm

FROM ${PYTHON_IMAGE} AS packages
COPY requirements/base.txt /requirements.txt
RUN python -m venv /opt/touchpoint \
 && /opt/touchpoint/bin/pip install --no-cache-dir --disable-pip-version-check \
      --require-hashes --only-binary :all: -r /requirements.txt

FROM ${PYTHON_IMAGE}
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin touchpoint \
 && install --directory --owner=touchpoint --group=touchpoint /data
COPY --from=packages /opt/touchpoint /opt/touchpoint
COPY bot /app/bot
RUN /opt/touchpoint/bin/python -m compileall -q /app/bot
ENV PATH=/opt/touchpoint/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    TOUCHPOINT_DATA_DIRECTORY=/data
WORKDIR /data
USER touchpoint
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["serve"]
