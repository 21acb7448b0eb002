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
  const begin = button.textContent;
  let current = null; // the press for which the camera runs, from the moment in which the browser asks for leave

  const end = (stream) => stream?.getTracks().forEach((track) => track.stop());

  const stop = () => {
    current = null;
    button.textContent = begin;
    end(picture.srcObject);
    picture.hidden = true;
  };

  const take = (text) => {
    stop();
    words.textContent = camera.dataset.read;
    field.value = text;
    field.form.requestSubmit();
  };

  const look = async (detector, press) => {
    const found = await detector.detect(picture).catch(() => []);
    if (press !== current) {
      return;
    }
    if (found.length) {
      take(found[0].rawValue);
    } else {
      setTimeout(look, LOOKS_EVERY, detector, press);
    }
  };

  button.addEventListener("click", async () => {
    if (current) {
      stop();
      return;
    }
    const press = (current = {});
    button.textContent = camera.dataset.stop;
    words.textContent = "";
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (press !== current) {
        end(stream);
        return;
      }
      picture.srcObject = stream;
      picture.hidden = false;
      await picture.play();
      look(detector, press);
    } catch {
      if (press === current) {
        stop();
        words.textContent = camera.dataset.refused;
      }
    }
  });
  addEventListener("pagehide", stop);
  camera.hidden = false;
})();
