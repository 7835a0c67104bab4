/** Why properties that many types have change nothing that a program on one machine could tell. */
export const tagged = { Tags: 'names for people and bills' } as const;
export const encrypted = "encryption at rest is the disk's matter";
export const traced = 'the trace header is passed on; nothing collects traces';
