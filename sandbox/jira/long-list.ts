/**
 * The body of a list that Jira doesn't page: `{ [key]: rows }`. It is sent row by row, since a large site's is longer than
 * the rest of its state.
 */
export class LongList {
  readonly #key: string;
  readonly #rows: () => Iterable<unknown>;

  /** @param rows makes the rows anew, each as it is taken. */
  constructor(key: string, rows: () => Iterable<unknown>) {
    this.#key = key;
    this.#rows = rows;
  }

  /** The body in one piece, for those who look at it. */
  toBody(): Record<string, unknown[]> {
    return { [this.#key]: [...this.#rows()] };
  }

  /** The body's JSON in pieces of some 64 KB. */
  *chunks(): Generator<string> {
    let piece = `{${JSON.stringify(this.#key)}:[`;
    let isFirst = true;
    for (const row of this.#rows()) {
      piece += `${isFirst ? '' : ','}${JSON.stringify(row)}`;
      isFirst = false;
      if (piece.length < 65_536) continue;
      yield piece;
      piece = '';
    }
    yield `${piece}]}`;
  }
}

/** Pieces as a body that is made as fast as the caller takes it. @param sent told how many bytes it was, at its end. */
export function streamChunks(
  chunks: Iterator<string>,
  sent: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let bytes = 0;
  return new ReadableStream({
    pull(controller) {
      const { value, done } = chunks.next();
      if (done) {
        sent(bytes);
        controller.close();
        return;
      }
      const piece = encoder.encode(value);
      bytes += piece.length;
      controller.enqueue(piece);
    },
  });
}
