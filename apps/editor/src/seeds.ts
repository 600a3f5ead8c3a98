/** A document that is there from the first start. */
export interface Seed {
  readonly id: string
  readonly type: string
  readonly text: string
  /** How long ago it was modified, in days. */
  readonly days: number
}

const welcome = `# Welcome

This document is served with an entity tag and a modification date. Both are small promises, and this service keeps
them to the letter of RFC 9110. What follows is what you can see with nothing but curl.

## Reading what you already have

Every answer names the state that it shows:

    ETag: "1"
    Last-Modified: Tue, 03 Nov 2026 09:30:00 GMT

Send the tag back in If-None-Match, and while nothing has changed you get \`304 Not Modified\`: a few fields and no
content. Send the date back in If-Modified-Since, and you get the same. The document is not even opened for it.

A download that broke off is resumed with Range. Put the tag into If-Range, and you get the missing part if it still
belongs to what you have, or the whole document if it does not. Two halves of different states are never put together.

## Writing what you have not seen

Two people open the same document. Both edit, both save. On most servers the second save wins, and the first one is
gone: nobody made a mistake, nobody is told, and the loss is found a week later. It is called the lost update.

Here a save has to say which state it was made from:

    PUT /documents/welcome
    If-Match: "1"

If that is still the current state, the save is done and the answer carries the new tag. If somebody was faster, the
answer is \`412 Precondition Failed\`, nothing is changed, and the answer says what to do: fetch it again, reapply the
change, retry. A save that says nothing is answered \`428 Precondition Required\`.

To create a document without overwriting one, send \`If-None-Match: *\`. Of two people who do that, one gets 201 and the
other 412. To delete, send If-Match as well: you delete what you saw, and not what it has become since.

## Why the tag alone is not enough

Comparing a tag and writing afterwards are two steps, and between them another save can land. So the comparison is made
twice: once to answer, and once inside the one step in which the store writes. If the store finds another version, nothing
is written, and the request is evaluated again from the start.

Delete a document and make it again, and it gets a version that was never used: a tag never stands for two states.

## Where to go from here

* The page at / lists the documents, with lines to try.
* /documents/board is a small JSON document, made to be edited by several people at once.
* Store what you like, of any media type, up to one mebibyte. It is your machine.
`

const board = {
  title: 'Launch board',
  columns: ['to do', 'doing', 'done'],
  cards: [
    { id: 1, column: 'done', title: 'Agree on one address for each document', owner: 'Amira', points: 1 },
    {
      id: 2,
      column: 'done',
      title: 'Give every state a version',
      owner: 'Jonas',
      points: 3,
      notes: 'A sequence, so that no number comes back.',
    },
    { id: 3, column: 'done', title: 'Answer 304 before the document is opened', owner: 'Amira', points: 2 },
    {
      id: 4,
      column: 'doing',
      title: 'Refuse a save that was made from an old state',
      owner: 'Mei',
      points: 5,
      notes: 'Say why, and what to do next.',
    },
    {
      id: 5,
      column: 'doing',
      title: 'Resume broken downloads',
      owner: 'Jonas',
      points: 3,
      notes: 'If-Range, or the halves may not fit.',
    },
    {
      id: 6,
      column: 'to do',
      title: 'Show the lost update to somebody who has never seen one',
      owner: null,
      points: 2,
    },
    {
      id: 7,
      column: 'to do',
      title: 'Move this card from two windows at once',
      owner: null,
      points: 1,
      notes: 'One of the two is told, and loses nothing.',
    },
  ],
}

/** What a new store holds. */
export const seeds: readonly Seed[] = [
  { id: 'welcome', type: 'text/markdown; charset=utf-8', text: welcome, days: 6 },
  { id: 'board', type: 'application/json', text: `${JSON.stringify(board, null, 2)}\n`, days: 3 },
]
