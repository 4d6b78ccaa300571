// The words of the page itself, in the language of the user it acts as. What an app sends is
// never translated here.

import { app } from './store.js';

const en = {
  optional: '(optional)', close: 'Close', cancel: 'Cancel', submit: 'Submit', back: 'Back',
  stay: 'Keep editing', leave: 'Leave', leaveTitle: 'Leave this form?',
  leaveText: 'What you have entered will be lost unless the app has saved it.',
  channels: 'Channels', dms: 'Direct messages', apps: 'Apps', appHome: 'App Home', home: 'Home',
  messages: 'Messages', actAs: 'Act as', admin: 'admin', appTag: 'APP', you: 'you',
  shortcuts: 'Shortcuts', runShortcut: 'Run a shortcut', noShortcuts: 'This app has no shortcuts here.',
  traffic: 'Traffic', more: 'More actions', reply: 'Reply in thread', thread: 'Thread',
  replies: (n) => (n === 1 ? '1 reply' : `${n} replies`), onlyYou: 'Only visible to you',
  edited: '(edited)', messageTo: (name) => `Message ${name}`, replyTo: 'Reply…', send: 'Send',
  commands: 'Commands', people: 'People', notCommand: (c) => `${c} is not a valid command.`,
  noThreadCommand: (c) => `${c} does not work in threads.`,
  connected: 'App connected', disconnected: 'App not connected', offline: 'The simulator is not reachable. Trying again…',
  overHttp: 'HTTP', overSocket: 'Socket Mode', failed: 'Something went wrong. Try again.',
  emptyHome: 'Nothing here yet: the app has not published its Home tab.',
  emptyConversation: 'This is the very beginning of the conversation.',
  loading: 'Loading…', noResults: 'No results', noOptions: 'Couldn’t load the options.',
  typeMore: (n) => (n === 1 ? 'Type to search' : `Type at least ${n} characters`),
  choose: 'Choose an option', chooseMany: 'Choose options', clear: 'Clear', remove: (x) => `Remove ${x}`,
  date: 'Date', time: 'Time', dayPattern: 'YYYY-MM-DD', chooseFile: 'Choose a file', dropFile: 'or drop it here',
  uploading: 'Uploading…', uploadFailed: 'The file could not be uploaded.', moreOptions: 'More options',
  dismiss: 'Dismiss', today: 'Today', yesterday: 'Yesterday', menu: 'Menu',
  left: (n) => (n >= 0 ? `${n} characters left` : `${-n} characters too many`),
  unsupported: (type) => `This block (${type}) can't be shown.`,
  previousMonth: 'Previous month', nextMonth: 'Next month', openCalendar: 'Open the calendar',
};

const fr = {
  optional: '(facultatif)', close: 'Fermer', cancel: 'Annuler', submit: 'Envoyer', back: 'Retour',
  stay: 'Continuer la saisie', leave: 'Quitter', leaveTitle: 'Quitter ce formulaire ?',
  leaveText: 'Votre saisie sera perdue, sauf si l’application l’a enregistrée.',
  channels: 'Canaux', dms: 'Messages directs', apps: 'Applications', appHome: 'Accueil de l’application', home: 'Accueil',
  messages: 'Messages', actAs: 'Agir en tant que', admin: 'admin', appTag: 'APPLI', you: 'vous',
  shortcuts: 'Raccourcis', runShortcut: 'Lancer un raccourci', noShortcuts: 'Cette application n’a pas de raccourci ici.',
  traffic: 'Trafic', more: 'Plus d’actions', reply: 'Répondre dans le fil', thread: 'Fil de discussion',
  replies: (n) => (n <= 1 ? `${n} réponse` : `${n} réponses`), onlyYou: 'Visible par vous uniquement',
  edited: '(modifié)', messageTo: (name) => `Envoyer un message à ${name}`, replyTo: 'Répondre…', send: 'Envoyer',
  commands: 'Commandes', people: 'Personnes', notCommand: (c) => `${c} n’est pas une commande valide.`,
  noThreadCommand: (c) => `${c} ne fonctionne pas dans les fils de discussion.`,
  connected: 'Application connectée', disconnected: 'Application non connectée', offline: 'Le simulateur est injoignable. Nouvel essai…',
  overHttp: 'HTTP', overSocket: 'Socket Mode', failed: 'Un problème est survenu. Réessayez.',
  emptyHome: 'Rien ici pour l’instant : l’application n’a pas publié son accueil.',
  emptyConversation: 'La conversation commence ici.',
  loading: 'Chargement…', noResults: 'Aucun résultat', noOptions: 'Impossible de charger les options.',
  typeMore: (n) => (n === 1 ? 'Tapez pour rechercher' : `Tapez au moins ${n} caractères`),
  choose: 'Choisir une option', chooseMany: 'Choisir des options', clear: 'Effacer', remove: (x) => `Retirer ${x}`,
  date: 'Date', time: 'Heure', dayPattern: 'AAAA-MM-JJ', chooseFile: 'Choisir un fichier', dropFile: 'ou déposez-le ici',
  uploading: 'Téléversement…', uploadFailed: 'Le fichier n’a pas pu être téléversé.', moreOptions: 'Plus d’options',
  dismiss: 'Ignorer', today: 'Aujourd’hui', yesterday: 'Hier', menu: 'Menu',
  left: (n) => (n >= 0 ? `${n} caractères restants` : `${-n} caractères en trop`),
  unsupported: (type) => `Ce bloc (${type}) ne peut pas être affiché.`,
  previousMonth: 'Mois précédent', nextMonth: 'Mois suivant', openCalendar: 'Ouvrir le calendrier',
};

export function locale() {
  return app.server?.me.locale || 'en-US';
}

export function language() {
  return locale().toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** The page's word for `key`; `args` fill the ones that need a name or a number. */
export function t(key, ...args) {
  const word = (language() === 'fr' ? fr : en)[key];
  return typeof word === 'function' ? word(...args) : word;
}
