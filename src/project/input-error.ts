/** Invalid input: nothing was measured, exit code 2. The message says what is wrong, where, and what to do next. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    // Printed as is: a stack trace would only hide the message.
    this.stack = message;
  }
}
