/**
 * Where results go, so that nothing is optimised away: the last of each place stays reachable, and is looked at when
 * the rounds are over. Its length is the number of inputs that an entry rotates through.
 */
export const sink: unknown[] = new Array(64).fill(null)
