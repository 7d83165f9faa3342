/** What `vespa/services.xml` and the schema call the content cluster and its documents. */
export const NAMESPACE = 'footfall';
export const DOCUMENT_TYPE = 'synset';
