"""What is compared and set in Redis as one step, for :mod:`bot.storage.drafts`."""

SAVE = """
local revision = redis.call('HGET', KEYS[1], 'revision')
if ARGV[1] == '0' then
  if revision then return 0 end
elseif revision ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'owner', ARGV[3], 'revision', ARGV[4], 'postponed', ARGV[5],
           'step', ARGV[6], 'updated_at', ARGV[7], 'body', ARGV[8])
if ARGV[11] == '' then
  redis.call('HDEL', KEYS[1], 'start')
else
  redis.call('HSET', KEYS[1], 'start', ARGV[11])
end
if ARGV[10] == '0' then
  redis.call('PERSIST', KEYS[1])
  redis.call('ZADD', KEYS[2], ARGV[9], ARGV[2])
else
  redis.call('EXPIRE', KEYS[1], ARGV[10])
  redis.call('ZREM', KEYS[2], ARGV[2])
end
return 1
"""

NOTE = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSET', KEYS[1], 'notice', ARGV[1])
"""

CAME_UP = """
if redis.call('HDEL', KEYS[1], 'start') == 1 and ARGV[3] == '1'
   and redis.call('HGET', KEYS[1], 'revision') == ARGV[1] then
  redis.call('EXPIRE', KEYS[1], ARGV[4])
  redis.call('ZREM', KEYS[2], ARGV[2])
end
"""

REMOVE_UNCHANGED = """
if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[1] then return 0 end
redis.call('RENAME', KEYS[1], KEYS[3])
redis.call('EXPIRE', KEYS[3], ARGV[3])
redis.call('ZREM', KEYS[2], ARGV[2])
return 1
"""

REOPEN = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('RENAMENX', KEYS[1], KEYS[2]) == 1 then
  redis.call('EXPIRE', KEYS[2], ARGV[1])
end
return 1
"""

MOVE = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[1])
if ARGV[2] == '0' then
  redis.call('PERSIST', KEYS[2])
else
  redis.call('EXPIRE', KEYS[2], ARGV[2])
end
redis.call('ZADD', KEYS[4], ARGV[3], ARGV[1])
return 1
"""
