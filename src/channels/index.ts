export {
  type Channel,
  type ChannelKind,
  type ChannelLimits,
  type ChannelMode,
  governedChannels,
  limitsOf,
  longestButtonTitle,
  type Markup,
  markups,
} from './channel.js';
export { channelSpeaking, type Network, networkOf, networks } from './networks.js';
export { previewRenditions, type RenditionPreview } from './preview-renditions.js';
export type { TextMessageEncoding, TextMessageSize } from './renderers/text-message-size.js';
export { compileTemplate } from './email/compile-template.js';
export { deliverMail, giveUpMail } from './email/deliver-mail.js';
export { type MailAddress, parseMailAddress } from './email/mail-address.js';
export { acknowledgeMail } from './email/intake/acknowledge-mail.js';
export { closeInquiry } from './email/intake/close-inquiry.js';
export { type MailIntake, openMailIntake } from './email/intake/mail-intake.js';
export type { MailInquiry, MailOutcome } from './email/intake/mail-inquiry.js';
export { deleteInquiriesBefore } from './email/intake/mail-inquiry.store.js';
export { readInquiries, readInquiry } from './email/intake/read-inquiries.js';
export { replyToInquiry, type SuggestedReply, suggestReplies } from './email/intake/suggest-replies.js';
export { takeMail } from './email/intake/take-mail.js';
export { tellOutcome } from './email/intake/tell-outcome.js';
export { type CaughtMail, type MailCatcher, readMail, startMailCatcher } from './email/mail-catcher.js';
export { type Delivery, type MailTransport, smtpTransport } from './email/mail-transport.js';
export { type RenderedMail, renderMail } from './email/render-mail.js';
export { type MailReply, replyByMail } from './email/reply-by-mail.js';
export type { Mail, MailState } from './email/mail.js';
export { previewTemplate } from './email/preview-template.js';
export { readMails } from './email/read-mails.js';
export { readTemplates } from './email/read-templates.js';
export { editTemplate, saveTemplate } from './email/save-template.js';
export { sendMailAgain } from './email/send-again.js';
export { type MailContext, type MailOrder, type QueuedMail, sendTemplate, writeMail } from './email/send-template.js';
export { addresseeOf } from './email/mail.store.js';
export { findCompiled, hasTemplate, templatesHash, templatesNaming } from './email/template.store.js';
export { sayUnasked } from './conversation.store.js';
export { type ConversationNotice, noticeActivities } from './notice-in-conversation.js';
export {
  type CompiledTemplate,
  directionOf,
  type KeptTemplate,
  type Template,
  templateLocales,
  type TemplateVariables,
} from './email/template.js';
export { lastDelivery, type PastDelivery, type Saying, type SayingKind } from './last-delivery.js';
export { escapeHtml } from './renderers/escape-html.js';
export { escapeLineStart, escapeMarkdown } from './markdown/escape-markdown.js';
export { hedgeSentence } from './hedge.js';
export { channelGateRules } from './gate-rules/channel-gate-rules.js';
export { checkMarkdown } from './markdown/check-markdown.js';
export { isAllowedTarget, type LinkTo } from './markdown/link-target.js';
export { type FilledAnswer, type Presentation, present } from './present.js';
export type { ShownFact } from './fill-answer.js';
export { type RenderContext, type Rendition, renderAnswer } from './render-answer.js';
export { stillGiven } from './still-given.js';
export { allChannels, type ChannelSource } from './channel.store.js';
export { registerGovernedChannels, registerObservedChannel, removeObservedChannel } from './register-channels.js';
