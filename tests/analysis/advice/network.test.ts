import { expect, test } from '@playwright/test';
import { adviceOn, idsOn, product } from './product.ts';

test('text whose transferred size equals its decoded size was not compressed', () => {
  for (const seed of [1, 2, 3]) {
    const [advice, ...others] = adviceOn(product({ uncompressed: true }, seed));
    expect(advice).toMatchObject({ id: 'network.no-compression', layer: 'network' });
    const most = advice?.evidence.find(({ name }) => name === 'Most text');
    expect(most?.value).toContain('46.9 KiB in “open home”');
    expect(others).toEqual([]);
  }
});

test('small texts and unknown sizes are no evidence', () => {
  const small = product({
    uncompressed: true,
    change: ({ traffic: _, ...step }) =>
      step.request ? { ...step, request: { ...step.request, encodedBytes: 800, decodedBytes: 800 } } : step,
  });
  expect(idsOn(small)).toEqual([]);
  const silent = product({
    uncompressed: true,
    change: ({ traffic: _, request, ...step }) => {
      if (!request) return step;
      const { encodedBytes: __, decodedBytes: ___, ...rest } = request;
      return { ...step, request: rest };
    },
  });
  expect(idsOn(silent)).toEqual([]);
});

test('uncompressed answers are found even if pages are compressed', () => {
  const made = (isPlain: (name: string) => boolean) =>
    product({
      change: (step, { name }) =>
        step.request && isPlain(name)
          ? { ...step, request: { ...step.request, encodedBytes: step.request.decodedBytes } }
          : step,
    });
  expect(idsOn(made((name) => name === 'search'))).toEqual(['network.no-compression']);
  let count = 0;
  expect(idsOn(made((name) => name === 'search' && (count += 1) % 2 === 0))).toEqual([]);
});
