import type { Words } from '../words.js';

/** The pages' words in Spanish. */
export const es: Words = {
  helpCentre: 'Centro de ayuda',
  skip: 'Ir al contenido',
  language: 'Idioma',
  fictional: 'Larkhaven Bank es ficticio: una demostración de Univocal.',
  changes: 'Qué ha cambiado',
  home: {
    heading: '¿En qué podemos ayudarte?',
    lead: 'Una pregunta, una respuesta: la misma aquí, en el chat, por correo electrónico y por teléfono.',
    topics: 'Temas',
    count: (count) => (count === 1 ? '1 respuesta' : `${count} respuestas`),
  },
  search: {
    label: 'Buscar en las páginas de ayuda',
    hint: 'Pregunta con tus palabras',
    button: 'Buscar',
    heading: 'Búsqueda',
    found: (count, text) => `${count === 1 ? '1 respuesta' : `${count} respuestas`} para «${text}»`,
    more: 'Más respuestas',
    nothing: (text) => `No hemos encontrado nada para «${text}»`,
    tryAgain: 'Prueba con menos palabras o con otras, o sigue uno de estos caminos.',
    byTopic: 'Buscar por tema',
    readAs: 'Mostramos respuestas para',
    narrow: 'Limitar por tema',
    everyTopic: 'Todos los temas',
    otherTopics: 'Nada en este tema. Estas respuestas son de otros.',
    anyWord: 'Ninguna respuesta contiene todas tus palabras. Estas contienen algunas.',
    otherLanguage: (asked, shown) => `Nada en ${asked}. Estas respuestas están en ${shown}.`,
    about: (count, text) => `Unas ${count} respuestas para «${text}»`,
    alike: 'Preguntas parecidas',
    popular: 'Más leídas',
    degraded: 'La búsqueda funciona ahora de forma más sencilla y puede que no lo encuentre todo.',
  },
  person: {
    heading: 'Hablar con una persona',
    text: 'Abre el chat y pide hablar con una persona cuando quieras. No tendrás que repetir lo que has leído aquí.',
    chat: 'Abrir el chat',
  },
  answer: {
    details: 'Sobre esta respuesta',
    version: 'Versión',
    since: 'Vigente desde',
    verified: 'Última revisión',
    team: 'Escrita por',
    receipt: 'Recibo',
    address: 'Enlace permanente a esta versión',
    changed: 'Qué ha cambiado',
    related: 'Respuestas relacionadas',
    fallback: (asked, shown) => `Esta respuesta aún no está disponible en ${asked}. La estás leyendo en ${shown}.`,
    outdated: 'Esta traducción se hizo a partir de una versión anterior.',
    current: 'Leer la versión actual en inglés',
    earlier: (from, to) =>
      to === null
        ? `Está leyendo una versión anterior, vigente desde el ${from}.`
        : `Está leyendo una versión anterior, vigente del ${from} al ${to}.`,
    today: 'Leer la versión actual',
  },
  scope: { business: 'Empresas', personal: 'Particulares' },
  failure: {
    missing: {
      heading: 'Esta página no existe',
      text: 'Puede que se haya movido o retirado. Busca lo que necesitas.',
    },
    invalid: { heading: 'No hemos podido leer eso', text: 'Cambia lo que has escrito e inténtalo de nuevo.' },
    unavailable: {
      heading: 'No podemos mostrar esta página ahora',
      text: 'El fallo es nuestro. Inténtalo de nuevo dentro de un minuto.',
    },
    withdrawn: {
      heading: 'Estamos comprobando esta respuesta',
      text: 'La hemos retirado hasta saber que es correcta: preferimos no decir nada a decir algo falso. Habla con una persona.',
    },
    unservable: {
      heading: 'Estamos corrigiendo esta respuesta',
      text: 'Falta un dato, y preferimos no decir nada a decir algo falso. Habla con una persona.',
    },
    forbidden: { heading: 'No puedes ver esta página', text: 'Es para personas con otra función.' },
    busy: { heading: 'Demasiadas solicitudes', text: 'Espera un minuto e inténtalo de nuevo.' },
  },
};
