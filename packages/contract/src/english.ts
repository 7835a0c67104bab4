import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

/**
 * zod/mini has no words of its own, and says "Invalid input" of everything: like zod, this gives it English. Whoever
 * has chosen another language keeps it, before or after.
 */
if (z.config().localeError === undefined) z.config(en());
