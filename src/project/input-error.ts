/** Something the user gave is wrong, so nothing was measured: exit code 2. The message says what, where, what next. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    // Shown to users as it is: a stack would only hide the message.
    this.stack = message;
  }
}
