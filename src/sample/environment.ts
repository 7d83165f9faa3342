import { z } from 'zod';

/** The machine that the run was made on. */
export const Environment = z.strictObject({
  node: z.string(),
  os: z.string(),
  cpuModel: z.string(),
  cores: z.number().int().positive(),
  memoryBytes: z.number().positive(),
});
export type Environment = z.infer<typeof Environment>;

/** What makes one machine comparable with another. */
export const Machine = Environment.pick({ cpuModel: true, cores: true, memoryBytes: true });
export type Machine = z.infer<typeof Machine>;
