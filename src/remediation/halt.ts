/** Jira asks to wait: nothing more is sent in this call. */
export class Halt extends Error {
  override readonly name = 'Halt';
}
