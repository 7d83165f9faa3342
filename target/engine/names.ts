/** The names of the content cluster and its document type in `vespa/services.xml` and the schema. */
export const NAMESPACE = 'footfall';
export const DOCUMENT_TYPE = 'synset';
