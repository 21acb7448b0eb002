// A certified OpenID Connect provider for the tests: node provider.mjs ISSUER REDIRECT_URI CLIENT_SECRET CLIENT_KEYS; prints its port.
// Who signs in is the subject in the cookie `who`, as if that browser had signed in at the provider before.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [issuer, redirectUri, secret, keys] = process.argv.slice(2);

const provider = new Provider(issuer, {
  clients: [
    { client_id: "madoguchi", client_secret: secret, redirect_uris: [redirectUri] },
    { client_id: "posting", client_secret: secret, token_endpoint_auth_method: "client_secret_post", redirect_uris: [redirectUri] },
    ...JSON.parse(keys).map((key) => ({
      client_id: `signing-${key.kty}`,
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [key] },
      redirect_uris: [redirectUri],
    })),
    // Browsers of the tests come back to whichever port the service is at (RFC 8252 §7.3).
    {
      client_id: "browsers",
      client_secret: secret,
      application_type: "native",
      token_endpoint_auth_method: "client_secret_basic",
      redirect_uris: ["http://127.0.0.1/login/mynaportal/back"],
    },
  ],
  cookies: { keys: ["a key of the tests"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 600, Interaction: 60, Session: 600 },
});
provider.proxy = true;

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  const who = ctx.cookies.get("who");
  const result = who ? { login: { accountId: who }, consent: {} } : { error: "access_denied" };
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  ctx.respond = false;
});

const server = createServer(provider.callback());
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
