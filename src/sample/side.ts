import { z } from 'zod';

/** Two versions of a product: the current one and the proposed one. */
export const sides = ['base', 'head'] as const;
export const Side = z.enum(sides);
export type Side = z.infer<typeof Side>;
