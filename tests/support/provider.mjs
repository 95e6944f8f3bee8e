// A real provider of OpenID Connect on this machine, for tests: anybody may be anybody, by any password.
// PUT /control changes it while it runs: {"people": {…}, "key": "new", "skew": seconds, "down": true}; it answers how often
// its keys were fetched, and with a token of its own that says "claims".
import { createServer } from "node:http";
import { generateKeyPairSync, sign } from "node:crypto";
import Provider from "oidc-provider";

const [port, service] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const realNow = Date.now;
let people = {};
let down = false;
let keyNumber = 0;
let signing;
let fetches = 0;
let handle;

function begin() {
  keyNumber += 1;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  signing = privateKey;
  const key = { ...privateKey.export({ format: "jwk" }), kid: `key-${keyNumber}`, use: "sig", alg: "RS256" };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "townhall",
        client_secret: "for a test only",
        redirect_uris: [`${service}/auth/callback`],
        post_logout_redirect_uris: [`${service}/auth/signed-out`],
        backchannel_logout_uri: `${service}/auth/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    claims: {
      openid: ["sub"],
      profile: ["name", "preferred_username", "email", "department", "office", "level"],
      groups: ["groups"],
    },
    scopes: ["openid", "profile", "groups"],
    jwks: { keys: [key] },
    cookies: { keys: ["for a test only"] },
    features: { backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    // The provider does not call addresses of its own machine unless it is given another way to.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    ttl: { Session: 3600, Interaction: 3600, Grant: 3600, IdToken: 300, AccessToken: 300 },
  });
  handle = provider.callback();
}

// A token of this provider's that says whatever a test wants: those that it makes itself are always right.
function signed(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(realNow() / 1000);
  const text = `${part({ alg: "RS256", kid: `key-${keyNumber}` })}.${part({ iss: issuer, aud: "townhall", iat, ...claims })}`;
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), signing).toString("base64url")}`;
}

begin();
createServer(async (request, response) => {
  if (request.url === "/control") {
    let text = "";
    for await (const chunk of request) text += chunk;
    const wanted = JSON.parse(text || "{}");
    people = { ...people, ...wanted.people };
    down = wanted.down ?? down;
    if (wanted.key) begin();
    if (wanted.skew !== undefined) Date.now = () => realNow() + wanted.skew * 1000;
    response.end(JSON.stringify({ fetches, token: signed(wanted.claims ?? {}) }));
    return;
  }
  if (down) {
    response.writeHead(503).end("resting");
    return;
  }
  if (request.url === "/jwks") fetches += 1;
  handle(request, response);
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
