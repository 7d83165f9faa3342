import pg from 'pg';
import { RELATIONS_KEY, SCHEMA } from './schema.ts';

const TABLE = `${SCHEMA}.relations`;

/** Ensures that the relations have their primary key or, for the defect `dropped-index`, that they do not. */
export async function keepRelationsKey(url: string, wanted: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select from pg_constraint where conrelid = '${TABLE}'::regclass and contype = 'p'`,
    );
    if ((rowCount === 1) === wanted) return;
    await client.query(
      `alter table ${TABLE} ${wanted ? `add ${RELATIONS_KEY}` : 'drop constraint relations_pkey'}`,
    );
  } finally {
    await client.end();
  }
}
