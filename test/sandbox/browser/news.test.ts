import { News } from '../../../sandbox/browser/server/news';

describe('news for a browser', () => {
  it('are there before anything has changed', async () => {
    expect(await new News().next()).toBe(true);
  });

  it('are one piece, however much came up while nobody listened', async () => {
    const news = new News();
    await news.next();
    news.tell();
    news.tell();
    expect(await news.next()).toBe(true);
    const later = news.next();
    news.end();
    expect(await later).toBe(false);
  });

  it('wake whoever waits', async () => {
    const news = new News();
    await news.next();
    const waiting = news.next();
    news.tell();
    expect(await waiting).toBe(true);
  });
});
