// Browsers start no worker from a page that lies on the disk. There a hidden frame takes its place, so that the search
// of the manual works without a server.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.frame = frame.contentWindow;
      this.waiting = [];
      this.isReady = false;
      addEventListener("message", (event) => {
        if (event.source !== this.frame) return;
        if (event.data === "frame-worker-ready") {
          this.isReady = true;
          this.waiting.forEach((data) => this.send(data, "*"));
          return;
        }
        const message = new MessageEvent("message", { data: event.data });
        this.dispatchEvent(message);
        if (this.onmessage) this.onmessage(message);
      });
      const scripts = `
        function importScripts() {
          return Promise.all([...arguments].map((url) => new Promise((done, fail) => {
            const script = document.createElement("script");
            script.src = new URL(url, ${JSON.stringify(String(new URL(url, location.href)))});
            script.onload = done;
            script.onerror = fail;
            document.body.append(script);
          })));
        }
        postMessage = (data) => parent.postMessage(data, "*");
      `;
      const page = frame.contentDocument;
      page.open();
      // The scripts in the frame see a postMessage that answers; this is the one that asks.
      this.send = this.frame.postMessage.bind(this.frame);
      page.write(
        `<html><body><script>${scripts}</scr` + `ipt><script src="${url}"></scr` + `ipt>` +
          `<script>parent.postMessage("frame-worker-ready", "*")</scr` + `ipt></body></html>`);
      page.close();
    }
    postMessage(data) {
      if (this.isReady) this.send(data, "*");
      else this.waiting.push(data);
    }
    terminate() {}
  };
}
