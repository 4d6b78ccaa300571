// Slack's own sentences, which the simulator sends in English, in the language of the user. What an
// app sends is left alone, except where it says the very same.

import { language } from './i18n.js';

const FRENCH = {
  'Please complete this required field.': 'Veuillez remplir ce champ obligatoire.',
  'Enter a valid email address': 'Saisissez une adresse e-mail valide',
  'Enter a valid URL': 'Saisissez une URL valide',
  'Enter a valid number': 'Saisissez un nombre valide',
  'Enter a whole number': 'Saisissez un nombre entier',
  'We had some trouble connecting. Try again?': 'Nous avons eu un problème de connexion. Réessayer ?',
  'Sorry, that didn\'t work. Try again?': 'Désolé, cela n’a pas fonctionné. Réessayer ?',
  'This app is not configured to handle interactive responses.':
    'Cette application n’est pas configurée pour traiter les réponses interactives.',
  'Sending messages to this app has been turned off.':
    'L’envoi de messages à cette application est désactivé.',
};
const PATTERNS = [
  [/^Must be at least (\S+) characters$/, (n) => `${n} caractères au moins`],
  [/^Must be at least (\S+)$/, (n) => `${n} au moins`],
  [/^Must be at most (\S+)$/, (n) => `${n} au plus`],
  [/^The field takes at most (\S+) characters$/, (n) => `Le champ accepte ${n} caractères au plus`],
];

export function inLanguage(sentence) {
  if (!sentence || language() !== 'fr') return sentence;
  if (sentence in FRENCH) return FRENCH[sentence];
  for (const [pattern, write] of PATTERNS) {
    const match = pattern.exec(sentence);
    if (match) return write(match[1]);
  }
  return sentence;
}
