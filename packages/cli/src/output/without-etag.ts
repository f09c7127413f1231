/** A reply as the API sent it: the client adds the ETag, which is a header. */
export function withoutEtag<Reply extends { readonly etag: string }>(reply: Reply): Omit<Reply, 'etag'> {
  const { etag: _header, ...body } = reply;
  return body;
}
