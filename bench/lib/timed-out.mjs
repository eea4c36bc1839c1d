/** A request was not answered within the client's time. */
export class TimedOut extends Error {}
