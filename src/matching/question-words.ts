/** Words by which a sentence says that it adds a question to the one before. */
export const additions = [
  'also|and|plus|additionally|besides|secondly|separately|finally|lastly|btw|by the way',
  'another (?:question|thing)|one more (?:question|thing)|(?:my )?second question',
  'además|también|y|por cierto|otra (?:pregunta|cosa|duda)',
  'außerdem|ausserdem|und|übrigens|zweitens|noch (?:eine frage|etwas|was)',
  'aussi|et|de plus|en outre|par ailleurs|autre (?:question|chose)',
  'inoltre|e|além disso|ook|en|daarnaast',
  'أيضا|أيضاً|كذلك|另外|还有|還有|それと|それから|また',
].join('|');

/** Words that join two parts of a sentence. */
export const conjunctions = 'and|plus|also|y|und|et|e|en';

/** Words with which a question begins. */
export const interrogatives = [
  "how|what|what's|when|where|why|who|which|can|could|do|does|did|is|are|will|would|should|may|have|has",
  'cómo|como|qué|que|cuándo|cuando|dónde|donde|por qué|cuánto|cuanto|cuánta|cuál|cual|puedo|puede|hay|es|tengo',
  'wie|was|wann|wo|warum|wer|welche|welcher|welches|kann|könnte|darf|muss|ist|sind|habe|gibt',
  'comment|que|quand|où|pourquoi|qui|quel|quelle|combien|est-ce|puis-je|peut-on|faut-il',
  'come|quando|dove|perché|quanto|posso|hoe|wat|wanneer|waar|waarom|kan|mag',
].join('|');

/** Arabic writes "and" in one word with the question word after it. */
export const arabicAndAsks = 'و(?:كم|كيف|هل|ما|متى|أين|لماذا|ماذا)';

/** Sentences in the form of a question that ask nothing of an organisation's knowledge. */
export const courtesies =
  /^(?:hi|hello|hey|dear \w+|hola|buenos días|hallo|guten tag|bonjour|ciao|salut)?[\s,!.]*(?:(?:can|could|would) (?:you|someone|anyone|anybody) (?:please )?(?:help|assist|advise|explain)(?: me| us)?(?: out)?(?: please| with (?:this|that|it|something))?|how are you(?: doing)?(?: today)?|any (?:ideas?|help|advice|suggestions?)|do you know|is (?:that|this|it) (?:ok|okay|right|possible|normal|correct)|what (?:can|should|do|shall) i do(?: now| next)?|(?:me )?(?:puede|puedes|podría|podrías)n? ayudar(?:me)?|können sie mir (?:bitte )?helfen|kannst du mir helfen|pouvez-vous m'aider)[\s,!.?¿]*$/iu;
