// The desk's one address, /embed/v1/desk.js. Every page works without it; with it, they are faster.
