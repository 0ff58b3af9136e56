import type { Words } from '../words.js';

/** The pages' words in English. */
export const en: Words = {
  helpCentre: 'Help centre',
  skip: 'Skip to the content',
  language: 'Language',
  fictional: 'Larkhaven Bank is fictional: a demonstration of Univocal.',
  changes: 'What has changed',
  home: {
    heading: 'How can we help?',
    lead: 'One question, one answer: the same here, in the chat, by e-mail and on the phone.',
    topics: 'Topics',
    count: (count) => (count === 1 ? '1 answer' : `${count} answers`),
  },
  search: {
    label: 'Search the help pages',
    hint: 'Ask in your own words',
    button: 'Search',
    heading: 'Search',
    found: (count, text) => `${count === 1 ? '1 answer' : `${count} answers`} for “${text}”`,
    more: 'More answers',
    nothing: (text) => `We found nothing for “${text}”`,
    tryAgain: 'Try fewer or other words, or take one of these ways.',
    byTopic: 'Look by topic',
    readAs: 'Showing answers for',
    narrow: 'Narrow by topic',
    everyTopic: 'All topics',
    otherTopics: 'Nothing in this topic. These answers are in others.',
    anyWord: 'No answer fits all of your words. These fit some of them.',
    otherLanguage: (asked, shown) => `Nothing in ${asked}. These answers are in ${shown}.`,
    about: (count, text) => `About ${count} answers for “${text}”`,
    alike: 'Similar questions',
    popular: 'Often read',
    degraded: 'Search works in a simpler way just now and may miss something.',
  },
  person: {
    heading: 'Talk to a person',
    text: 'Open the chat and ask for a person at any time. You need not repeat what you have read here.',
    chat: 'Open the chat',
  },
  answer: {
    details: 'About this answer',
    version: 'Version',
    since: 'In force since',
    verified: 'Last checked',
    team: 'Written by',
    receipt: 'Receipt',
    address: 'Permanent link to this version',
    changed: 'What changed',
    related: 'Related answers',
    fallback: (asked, shown) => `This answer is not available in ${asked} yet. You are reading it in ${shown}.`,
    outdated: 'This translation was made from an earlier version.',
    current: 'Read the current version in English',
    earlier: (from, to) =>
      to === null
        ? `You are reading an earlier version, in force from ${from}.`
        : `You are reading an earlier version, in force from ${from} to ${to}.`,
    today: 'Read the current version',
  },
  scope: { business: 'Business', personal: 'Personal' },
  failure: {
    missing: {
      heading: 'This page does not exist',
      text: 'It may have been moved or taken down. Search for what you need.',
    },
    invalid: { heading: 'We could not read that', text: 'Change what you typed and try again.' },
    unavailable: {
      heading: 'We cannot show this page just now',
      text: 'The fault is ours. Please try again in a minute.',
    },
    withdrawn: {
      heading: 'We are checking this answer',
      text: 'We have taken it down until we know that it is right, and we would rather say nothing than something wrong. Please talk to a person.',
    },
    unservable: {
      heading: 'This answer is being corrected',
      text: 'A figure in it is missing, and we would rather say nothing than something wrong. Please talk to a person.',
    },
    forbidden: { heading: 'You may not see this page', text: 'It is for people with another role.' },
    busy: { heading: 'Too many requests', text: 'Please wait a minute, then try again.' },
  },
};
