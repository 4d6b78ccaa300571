// The emoji names that apps use most; others stay as they were written, like an unknown name in Slack.

const NAMES = `smile 😄|smiley 😃|grinning 😀|slightly_smiling_face 🙂|wink 😉|blush 😊|thinking_face 🤔|
tada 🎉|wave 👋|clap 👏|pray 🙏|thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|ok_hand 👌|raised_hands 🙌|muscle 💪|
eyes 👀|heart ❤️|fire 🔥|sparkles ✨|star ⭐|rocket 🚀|bulb 💡|bell 🔔|no_bell 🔕|zap ⚡|boom 💥|
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|warning ⚠️|no_entry ⛔|
no_entry_sign 🚫|question ❓|exclamation ❗|information_source ℹ️|red_circle 🔴|large_blue_circle 🔵|
large_green_circle 🟢|large_yellow_circle 🟡|white_circle ⚪|large_orange_circle 🟠|
calendar 📆|date 📅|spiral_calendar_pad 🗓️|clock1 🕐|alarm_clock ⏰|hourglass ⌛|
hourglass_flowing_sand ⏳|stopwatch ⏱️|timer_clock ⏲️|
phone ☎️|telephone_receiver 📞|iphone 📱|email 📧|envelope ✉️|incoming_envelope 📨|mailbox 📫|
speech_balloon 💬|left_speech_bubble 🗨️|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|page_facing_up 📄|
paperclip 📎|link 🔗|pushpin 📌|round_pushpin 📍|mag 🔍|lock 🔒|unlock 🔓|key 🔑|wrench 🔧|gear ⚙️|
chart_with_upwards_trend 📈|bar_chart 📊|moneybag 💰|euro 💶|dollar 💵|briefcase 💼|handshake 🤝|
office 🏢|house 🏠|bust_in_silhouette 👤|busts_in_silhouette 👥|label 🏷️|card_index 📇|file_folder 📁|
open_file_folder 📂|inbox_tray 📥|outbox_tray 📤|package 📦|wastebasket 🗑️|
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|
leftwards_arrow_with_hook ↩️|repeat 🔁|back 🔙|heavy_plus_sign ➕|heavy_minus_sign ➖|
play_or_pause_button ⏯️|double_vertical_bar ⏸️|arrow_forward ▶️|trophy 🏆|dart 🎯|sunny ☀️|coffee ☕|
flag-fr 🇫🇷|fr 🇫🇷|flag-gb 🇬🇧|gb 🇬🇧|us 🇺🇸|de 🇩🇪`;

const BY_NAME = new Map(
  NAMES.split('|').map((entry) => entry.trim().split(' ')).map(([name, char]) => [name, char]),
);

export function emojiByName(name) {
  return BY_NAME.get(name.split('::')[0]);
}

/** Replace :names: that are known. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/g, (whole, name) => emojiByName(name) ?? whole);
}
