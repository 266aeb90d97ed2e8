/** The app's own events, between the frames that stand on the page, and the shell's news for them. */
export class EventHub {
  readonly #subscriptions = new Map<
    number,
    { owner: unknown; event: string; tell(payload: unknown): void }
  >();
  #count = 0;

  /** @param owner whoever goes away with all its subscriptions. @returns the subscription's number. */
  subscribe(owner: unknown, event: string, tell: (payload: unknown) => void): number {
    this.#subscriptions.set(++this.#count, { owner, event, tell });
    return this.#count;
  }

  unsubscribe(subscription: number): void {
    this.#subscriptions.delete(subscription);
  }

  forget(owner: unknown): void {
    for (const [number, subscription] of this.#subscriptions) {
      if (subscription.owner === owner) this.#subscriptions.delete(number);
    }
  }

  emit(event: string, payload: unknown): void {
    for (const subscription of [...this.#subscriptions.values()]) {
      if (subscription.event === event) subscription.tell(payload);
    }
  }
}
