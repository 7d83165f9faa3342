import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { partOfSpeechOf } from '../../data/lexicographer-files.ts';
import { DOCUMENT_TYPE, NAMESPACE } from '../names.ts';
import { documentId } from '../query/search-answer.ts';
import type { DocumentIndex, IndexedDocument } from './document-index.ts';
import { isCategory } from './document-key.ts';

const fieldsSchema = z.object({
  title: z.string().min(1),
  words: z.array(z.string()),
  partOfSpeech: z.string(),
  category: z.string().refine(isCategory, 'is not a lexicographer file'),
  body: z.string(),
  frequency: z.number().int().nonnegative(),
});

const putSchema = z.object({ fields: fieldsSchema });

const PATH = `/document/v1/${NAMESPACE}/${DOCUMENT_TYPE}/docid/:id`;

/** Routes to read and write single documents: https://docs.vespa.ai/en/reference/api/document-v1.html */
export function documentRoutes(app: FastifyInstance, index: DocumentIndex): void {
  const identify = (id: string) => ({ pathId: PATH.replace(':id', id), id: documentId(id) });

  app.get<{ Params: { id: string } }>(PATH, (request, reply) => {
    const document = index.get(request.params.id);
    if (!document) return reply.code(404).send(identify(request.params.id));
    return { ...identify(document.id), fields: fieldsOf(document) };
  });

  app.post<{ Params: { id: string } }>(PATH, (request, reply) => {
    const { id } = request.params;
    const put = putSchema.safeParse(request.body);
    if (!put.success) {
      const message = put.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      return reply.code(400).send({ ...identify(id), message });
    }
    const { partOfSpeech: _, ...fields } = put.data.fields;
    index.put({ id, ...fields });
    return identify(id);
  });

  app.delete<{ Params: { id: string } }>(PATH, (request) => {
    index.remove(request.params.id);
    return identify(request.params.id);
  });
}

function fieldsOf({ id: _, ...fields }: IndexedDocument): z.infer<typeof fieldsSchema> {
  return { ...fields, partOfSpeech: partOfSpeechOf(fields.category) };
}
