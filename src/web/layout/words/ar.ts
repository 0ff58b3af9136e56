import type { Words } from '../words.js';

/** The pages' words in Arabic. */
export const ar: Words = {
  helpCentre: 'مركز المساعدة',
  skip: 'انتقل إلى المحتوى',
  language: 'اللغة',
  fictional: 'بنك لاركهيفن (Larkhaven Bank) خيالي: عرض توضيحي لمنتج Univocal.',
  changes: 'ما الذي تغيّر',
  home: {
    heading: 'كيف يمكننا مساعدتك؟',
    lead: 'سؤال واحد وجواب واحد: هو نفسه هنا وفي المحادثة وعبر البريد الإلكتروني والهاتف.',
    topics: 'المواضيع',
    count: counted,
  },
  search: {
    label: 'ابحث في صفحات المساعدة',
    hint: 'اسأل بكلماتك',
    button: 'بحث',
    heading: 'البحث',
    found: (count, text) => `${counted(count)} عن «${text}»`,
    more: 'إجابات أخرى',
    nothing: (text) => `لم نجد شيئًا عن «${text}»`,
    tryAgain: 'جرّب كلمات أقل أو كلمات أخرى، أو اختر أحد هذه الطرق.',
    byTopic: 'ابحث حسب الموضوع',
    readAs: 'نعرض إجابات عن',
    narrow: 'حدّد الموضوع',
    everyTopic: 'كل المواضيع',
    otherTopics: 'لا شيء في هذا الموضوع. هذه الإجابات من مواضيع أخرى.',
    anyWord: 'لا توجد إجابة تطابق كل كلماتك. هذه تطابق بعضها.',
    otherLanguage: (asked, shown) => `لا شيء باللغة ${asked}. هذه الإجابات باللغة ${shown}.`,
    about: (count, text) => `حوالي ${counted(count)} عن «${text}»`,
    alike: 'أسئلة مشابهة',
    popular: 'الأكثر قراءة',
    degraded: 'يعمل البحث الآن بطريقة أبسط وقد لا يجد كل شيء.',
    suggestions: 'أسئلة مقترحة',
    suggested,
  },
  person: {
    heading: 'تحدث إلى موظف',
    text: 'افتح المحادثة واطلب التحدث إلى موظف في أي وقت. لن تحتاج إلى تكرار ما قرأته هنا.',
    chat: 'افتح المحادثة',
  },
  answer: {
    details: 'عن هذه الإجابة',
    version: 'الإصدار',
    since: 'سارية منذ',
    verified: 'آخر مراجعة',
    team: 'كتبها فريق',
    receipt: 'الإيصال',
    address: 'رابط دائم لهذا الإصدار',
    changed: 'ما الذي تغيّر',
    related: 'إجابات ذات صلة',
    fallback: (asked, shown) => `هذه الإجابة غير متاحة بعد باللغة ${asked}. أنت تقرؤها باللغة ${shown}.`,
    fallbackThen: (asked, shown) => `هذا الإصدار غير متاح باللغة ${asked}. أنت تقرؤه باللغة ${shown}.`,
    outdated: 'أُعدّت هذه الترجمة من إصدار سابق.',
    current: 'اقرأ الإصدار الحالي بالإنجليزية',
    earlier: (from, to) =>
      to === null
        ? `أنت تقرأ إصدارًا سابقًا كان ساريًا منذ ${from}.`
        : `أنت تقرأ إصدارًا سابقًا كان ساريًا من ${from} إلى ${to}.`,
    today: 'اقرأ الإصدار الحالي',
  },
  receipts: {
    heading: 'التحقق من إيصال',
    lead: 'كل إجابة نقدمها تحمل إيصالاً. به يمكنك أن تثبت ما قلناه لك، أيّاً كان من تسأله.',
    code: 'رمز الإيصال، مثل UV-…',
    find: 'بحث',
    mistyped: { heading: 'لا يمكن أن يكون هذا رمز إيصال', text: 'قارنه علامة بعلامة بما قيل أو كُتب.' },
    unknown: { heading: 'لم نعطِ إيصالاً بهذا الرمز', text: 'صيغته صحيحة لكنه ليس منا. اسأل حيث حصلت عليه.' },
    given: { heading: 'نحن أعطينا هذا الإيصال', text: 'يمثل نص إجابة واحدة على قناة واحدة وبلغة واحدة.' },
    isCurrent: 'نقدم اليوم النص نفسه.',
    isOld: 'نقدم اليوم نصاً آخر: يرجى قراءة الإجابة من جديد.',
    firstGiven: 'أُعطي أول مرة في',
    channel: 'القناة',
    answer: 'الإجابة',
    file: 'ملف الإيصال',
    fileHint: 'ألصق النص كاملاً من { إلى }.',
    verify: 'تحقق',
    verifyHere: 'تحقق في هذا المتصفح دون إرساله',
    verdicts: {
      GENUINE: { heading: 'إنه أصلي', text: 'نحن وقّعناه ولم يتغير فيه شيء منذ ذلك الحين.' },
      ALTERED: { heading: 'إنه غير أصلي', text: 'ليس ما وقّعناه. لا تعتمد عليه.' },
      UNKNOWN_KEY: {
        heading: 'لا نعرف مفتاحه',
        text: 'لم يوقّعه أي مفتاح تعرفه هذه الصفحة. إذا كانت مفتوحة منذ وقت طويل فأعد تحميلها وحاول مرة أخرى.',
      },
      UNREADABLE: { heading: 'هذا ليس إيصالاً', text: 'ألصق نص الملف كاملاً.' },
    },
  },
  vote: {
    question: 'هل كان هذا مفيدًا؟',
    yes: 'نعم',
    no: 'لا',
    thanks: 'شكرًا لإخبارنا.',
    sorry: 'شكرًا لإخبارنا. إن كنت لا تزال بحاجة إلى مساعدة:',
  },
  channels: {
    help: 'صفحات المساعدة',
    webchat: 'المحادثة في صفحاتنا',
    directline: 'المحادثة في صفحاتنا',
    email: 'البريد الإلكتروني',
    social: 'المحادثة في وسائل التواصل',
    'social-reply': 'رد علني في وسائل التواصل',
    agents: 'موظفونا',
    sms: 'رسالة نصية',
  },
  scope: { business: 'الشركات', personal: 'الأفراد' },
  failure: {
    missing: { heading: 'هذه الصفحة غير موجودة', text: 'ربما نُقلت أو أُزيلت. ابحث عما تحتاج إليه.' },
    invalid: { heading: 'لم نتمكن من قراءة ذلك', text: 'غيّر ما كتبته وحاول مرة أخرى.' },
    unavailable: {
      heading: 'لا يمكننا عرض هذه الصفحة الآن',
      text: 'الخطأ من جانبنا. حاول مرة أخرى بعد دقيقة.',
    },
    withdrawn: {
      heading: 'نتحقق من هذه الإجابة',
      text: 'أوقفنا عرضها حتى نتأكد من صحتها، ونفضّل ألا نقول شيئًا على أن نقول شيئًا خاطئًا. تحدث إلى موظف.',
    },
    unservable: {
      heading: 'نعمل على تصحيح هذه الإجابة',
      text: 'ينقصها رقم، ونفضّل ألا نقول شيئًا على أن نقول شيئًا خاطئًا. تحدث إلى موظف.',
    },
    forbidden: { heading: 'لا يمكنك رؤية هذه الصفحة', text: 'هي لأشخاص لهم دور آخر.' },
    busy: { heading: 'طلبات كثيرة جدًا', text: 'انتظر دقيقة ثم حاول مرة أخرى.' },
  },
};

function counted(count: number): string {
  return inArabic(count, ['لا إجابات', 'إجابة واحدة', 'إجابتان', 'إجابات', 'إجابة']);
}

function suggested(count: number): string {
  return inArabic(count, ['لا اقتراحات', 'اقتراح واحد', 'اقتراحان', 'اقتراحات', 'اقتراحًا']);
}

/** None, one, two, a few of them, many of them. */
function inArabic(
  count: number,
  [none, one, two, few, many]: readonly [string, string, string, string, string],
): string {
  const form = new Intl.PluralRules('ar').select(count);
  if (form === 'zero') return none;
  if (form === 'one') return one;
  if (form === 'two') return two;
  return `${count} ${form === 'few' ? few : many}`;
}
