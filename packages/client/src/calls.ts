import { type Client, createClient } from './client.ts'

const shared: Client = /* @__PURE__ */ createClient()

/**
 * Loads what is there, with its tag. Caches on the way, and the browser's, are made to ask whether what they have is current.
 *
 * With `since`, a state that was loaded before, an unchanged one costs a 304 and is given back itself: for a page that polls.
 *
 * @throws IfMatchError with the code `missing`, `unreadable`, `network`, `busy`, `http` or `aborted`
 */
export const load: Client['load'] = shared.load

/**
 * Writes what was made from `base`, unless somebody else has changed the resource meanwhile: then `merge` makes one of both,
 * and that is written. What it resolves to is the state to show and to save from next: it holds their changes too where they
 * were merged.
 *
 * Saves of one resource wait for each other. One that was made while another was on its way may have the same `base`: it
 * goes on from that other, so whole states can be saved as somebody types. Several writers in one page, of whom each changes
 * a part, take {@link edit}.
 *
 * @throws ConflictError where there is no `merge`, or the attempts are used up
 * @throws UnknownOutcomeError where an answer was lost, and the server does not say what became of the write
 * @throws IfMatchError with any of the other codes
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.1 RFC 9110, Section 13.1.1}
 */
export const save: Client['save'] = shared.save

/**
 * Changes whatever is there: loads it, and writes what `change` makes of it. Where somebody else was faster, `change` runs
 * again, on what is there then.
 *
 * @throws ConflictError where the attempts are used up
 * @throws UnknownOutcomeError where an answer was lost, and the server does not say what became of the write
 * @throws IfMatchError with any of the other codes
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.1 RFC 9110, Section 13.1.1}
 */
export const edit: Client['edit'] = shared.edit

/**
 * Writes where nothing is, by If-None-Match: *.
 *
 * @throws ConflictError where something is there, and no `merge` makes one of both
 * @throws UnknownOutcomeError where an answer was lost, and the server does not say what became of the write
 * @throws IfMatchError with any of the other codes
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.2 RFC 9110, Section 13.1.2}
 */
export const create: Client['create'] = shared.create

/**
 * Removes what was loaded, unless somebody else has changed it meanwhile. That it is gone already is no error.
 *
 * @throws ConflictError where it was changed
 * @throws UnknownOutcomeError where an answer was lost, and something else is there
 * @throws IfMatchError with any of the other codes
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.1 RFC 9110, Section 13.1.1}
 */
export const remove: Client['remove'] = shared.remove
