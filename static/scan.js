/* Reads the code of a reception slip with the camera, where the browser can; the field and a scanner work without. */
"use strict";

(() => {
  const field = document.querySelector("[data-scan]");
  // What a scanner types begins with an empty field: a wrong code is overwritten, not added to.
  if (field?.autofocus) {
    field.select();
  }

  const camera = document.querySelector("[data-camera]");
  if (!camera || !("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) {
    return;
  }
  const LOOKS_EVERY = 200;
  const button = camera.querySelector("[data-camera-start]");
  const picture = camera.querySelector("[data-camera-picture]");
  const words = camera.querySelector("[data-camera-words]");

  const stop = () => {
    picture.srcObject?.getTracks().forEach((track) => track.stop());
    picture.hidden = true;
  };

  const take = (text) => {
    stop();
    words.textContent = camera.dataset.read;
    field.value = text;
    field.form.requestSubmit();
  };

  const look = async (detector) => {
    if (picture.hidden) {
      return;
    }
    const found = await detector.detect(picture).catch(() => []);
    if (found.length) {
      take(found[0].rawValue);
    } else {
      setTimeout(look, LOOKS_EVERY, detector);
    }
  };

  button.addEventListener("click", async () => {
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      picture.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      picture.hidden = false;
      await picture.play();
      look(detector);
    } catch {
      stop();
      words.textContent = camera.dataset.refused;
    }
  });
  addEventListener("pagehide", stop);
  camera.hidden = false;
})();
