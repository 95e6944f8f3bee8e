// What the part for the preview says.

export const previewWords = {
  preview: "Preview",
  noPreview: "There is no preview just now. You can post all the same.",
  goOnWriting: "Go on writing",
};
