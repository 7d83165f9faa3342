import { z } from 'zod';

/** Two versions of a product: what is, and what is to become of it. */
export const sides = ['base', 'head'] as const;
export const Side = z.enum(sides);
export type Side = z.infer<typeof Side>;
