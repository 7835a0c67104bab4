/**
 * Returned by a handler that has seen to it that the answer comes later, by `publishResult`: from a webhook, a form, a
 * person. The message is deleted and nothing is published, so whatever the later answer needs must be kept by then.
 */
export const answerLater = Symbol.for('callback-relay.answer-later');
