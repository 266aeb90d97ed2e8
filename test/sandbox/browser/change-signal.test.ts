import { ChangeSignal } from '../../../sandbox/browser/server/change-signal';

describe('the change signal for a browser', () => {
  it('fires before anything has changed', async () => {
    expect(await new ChangeSignal().next()).toBe(true);
  });

  it('fires once for all changes while there was no listener', async () => {
    const news = new ChangeSignal();
    await news.next();
    news.notify();
    news.notify();
    expect(await news.next()).toBe(true);
    const later = news.next();
    news.close();
    expect(await later).toBe(false);
  });

  it('wakes a waiting listener', async () => {
    const news = new ChangeSignal();
    await news.next();
    const waiting = news.next();
    news.notify();
    expect(await waiting).toBe(true);
  });
});
