// The map in the browser: pictures of the ground and of the names, the car that moves between two reports, the route, a trip, and places.
import { leaflet as L } from "nicegui-leaflet";
import { loadResource } from "../../static/utils/resources.js";

// ms between two pictures of a moving car; where there is no graphics processor, each costs a lot
const FRAME = document.createElement("canvas").getContext("webgl", { failIfMajorPerformanceCaveat: true }) ? 40 : 200;
const DIMMED = 1000; // ms after which what was driven of the route is dimmed
const TURNED_BY = 30; // degrees between the directions in which names are drawn
const LATE = 1000; // ms after which a report is no step of a drive but a jump
const ROOM = 96; // px around what is seen, within which the car moves without the map being moved
const FREE = 0.4; // of the height of the page, in its middle, where nothing else stands over the map
const BARE = 0.3; // of its width on either side, where something does
const TALL = 0.76; // of its height, in its middle, between the bar and the dock
const SEEN = 500; // ms between two tellings of what is seen of the map
const TOUCHES = ["pointerdown", "keydown", "wheel"];
const LISTED = 0.53; // of its width on the left, while a list of places stands there
const LOWER = 0.12; // of the height by which the car stands below the middle while the map turns with it
const SEAM = 1; // px by which a picture of the ground is larger on each side
const MARGIN = 12; // px by which a picture of names is larger on each side
const SIDE = 512;

const wide = (margin) =>
  L.TileLayer.extend({
    _initTile(tile) {
      L.TileLayer.prototype._initTile.call(this, tile);
      tile.style.width = tile.style.height = `${SIDE + 2 * margin}px`;
      tile.style.margin = `-${margin}px`;
    },
  });
const Ground = wide(SEAM);
const Names = wide(MARGIN);

const badge = (classes, text) => {
  const inner = document.createElement("span");
  inner.className = classes;
  inner.textContent = text;
  return L.divIcon({ className: "map-pin", html: inner, iconSize: [0, 0] });
};

const CAR = `<div class="car-marker"><svg viewBox="0 0 48 48"><circle class="car-glow" cx="24" cy="24" r="22"/>
  <path class="car-arrow" d="M24 5 37 40 24 33 11 40z"/></svg></div>`;

const nearer = (from, to) => ((to - from + 540) % 360) - 180;

export default {
  template: '<div class="map-view"><div class="map-turned"></div></div>',
  props: { resourcePath: String, version: String, language: String, center: Array, bounds: Array },
  async mounted() {
    await this.$nextTick(); // until window.path_prefix is set
    await loadResource(`${window.path_prefix}${this.resourcePath}/leaflet/leaflet.css`);
    this.turned = this.$el.firstChild;
    this.follows = true;
    this.turns = true;
    this.up = 0;
    this.pins = L.layerGroup();
    this.ends = L.layerGroup();
    this.stops = L.layerGroup();
    this.map = L.map(this.turned, {
      center: this.center,
      zoom: 16,
      minZoom: 10,
      maxZoom: 19,
      zoomControl: false,
      attributionControl: false,
      scrollWheelZoom: "center",
      doubleClickZoom: "center",
      touchZoom: "center",
      maxBounds: L.latLngBounds(this.bounds).pad(0.2),
      fadeAnimation: false,
      bounceAtZoomLimits: false,
    });
    this.map.createPane("names").style.cssText = "z-index: 450; pointer-events: none";
    this.lines = ["edge", "done", "ahead"].map((part) =>
      L.polyline([], { className: `route-${part}`, interactive: false, smoothFactor: 0.5 }).addTo(this.map),
    );
    this.area = L.polygon([], { className: "reach-area", interactive: false }).addTo(this.map);
    this.ends.addTo(this.map);
    this.stops.addTo(this.map);
    this.pins.addTo(this.map);
    const icon = L.divIcon({ className: "map-pin", html: CAR, iconSize: [0, 0] });
    this.marker = L.marker(this.center, { icon, interactive: false, keyboard: false, zIndexOffset: 1000 });
    this.map.on("dragstart", () => this.browse());
    this.map.on("move", () => this.tell());
    this.map.on("zoomstart", () => (this.zooming = true));
    this.map.on("zoomend", () => {
      this.zooming = false;
      this.paint();
    });
    this.turned.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && this.browse(), true);
    this.touches = 0;
    this.touched = () => {
      this.touches++;
      this.tell();
    };
    TOUCHES.forEach((kind) => addEventListener(kind, this.touched, { capture: true, passive: true }));
    this.theme = new MutationObserver(() => this.dress());
    this.theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    this.resized = new ResizeObserver(() => this.size());
    this.resized.observe(this.$el);
    this.dress();
    this.size();
    this.$emit("ready");
  },
  unmounted() {
    clearTimeout(this.timer);
    clearTimeout(this.dimming);
    clearTimeout(this.telling);
    TOUCHES.forEach((kind) => removeEventListener(kind, this.touched, { capture: true }));
    this.theme?.disconnect();
    this.resized?.disconnect();
    this.map?.remove();
  },
  methods: {
    // A report of where the car is.
    drive(latitude, longitude, heading) {
      if (!this.map) return;
      const now = performance.now();
      const gap = Math.min(now - (this.reported ?? -LATE), LATE);
      this.reported = now;
      const to = [latitude, longitude, heading];
      const jumps = !this.at || gap >= LATE || this.map.distance(this.at, to) > 150;
      if (!this.at) this.marker.addTo(this.map);
      this.from = jumps ? to : this.at;
      this.to = to;
      this.began = now;
      this.lasts = jumps ? 0 : gap;
      if (!this.timer) this.step();
    },
    step() {
      this.timer = undefined;
      const share = this.lasts ? Math.min(1, (performance.now() - this.began) / this.lasts) : 1;
      const between = (index) => this.from[index] + share * (this.to[index] - this.from[index]);
      const heading = this.from[2] + share * nearer(this.from[2], this.to[2]);
      this.at = [between(0), between(1), (heading + 360) % 360];
      this.paint();
      if (share < 1) this.timer = setTimeout(() => this.step(), FRAME);
    },
    paint() {
      if (this.zooming || !this.map) return;
      let shift = "";
      if (this.at) {
        this.marker.setLatLng(this.at);
        this.marker.getElement().firstChild.style.transform = `rotate(${Math.round(this.at[2] * 2) / 2}deg)`;
        this.dimming ??= setTimeout(() => this.split(), DIMMED);
      }
      if (this.at && this.follows) {
        const size = this.map.getSize();
        let off = this.map.latLngToContainerPoint(this.at).subtract(size.divideBy(2)).round();
        if (Math.max(Math.abs(off.x), Math.abs(off.y)) > ROOM) {
          this.map.setView(this.at, this.map.getZoom(), { animate: false });
          off = this.map.latLngToContainerPoint(this.at).subtract(size.divideBy(2)).round();
        }
        shift = `translate(${-off.x}px, ${-off.y}px)`;
      }
      this.up = this.follows && this.turns && this.at ? this.at[2] : 0;
      const up = Math.round(this.up * 2) / 2;
      const lower = this.up ? this.$el.clientHeight * LOWER : 0;
      this.turned.style.transform = `translateY(${lower.toFixed(0)}px) rotate(${-up}deg) ${shift}`;
      this.turned.style.setProperty("--up", `${up}deg`);
      this.letter();
      this.tell();
    },
    // Tells what is seen of the map, and how often the page was touched.
    tell() {
      if (!this.map) return;
      this.telling ??= setTimeout(() => {
        this.telling = undefined;
        this.$emit("see", { corners: this.corners(), touches: this.touches });
      }, SEEN);
    },
    // Of the map between the parts of the page that stand over it, each as [latitude, longitude].
    corners() {
      const back = new DOMMatrix(this.turned.style.transform).inverse();
      const middle = this.map.getSize().divideBy(2);
      const [x, y] = [(0.5 - BARE) * this.$el.clientWidth, (TALL / 2) * this.$el.clientHeight];
      return [[-x, -y], [x, -y], [x, y], [-x, y]].map((corner) => {
        const spot = back.transformPoint(new DOMPoint(...corner));
        const { lat, lng } = this.map.containerPointToLatLng(middle.add([spot.x, spot.y])).wrap();
        return [lat, lng];
      });
    },
    // The route: what lies behind the car is dimmed.
    route(shape, goal, stops) {
      if (!this.map) return;
      this.shape = shape;
      this.passed = 0;
      this.lines[0].setLatLngs(shape);
      this.lines[1].setLatLngs([]);
      this.lines[2].setLatLngs(shape);
      this.ends.clearLayers();
      const put = (end, classes) =>
        L.marker(end, { icon: badge(classes, ""), interactive: false, keyboard: false }).addTo(this.ends);
      stops.forEach((stop) => put(stop, "place-stop"));
      if (goal) put(goal, "place-goal");
      this.split();
    },
    split() {
      this.dimming = undefined;
      if (!this.shape?.length || !this.at) return;
      const flat = Math.cos((this.at[0] * Math.PI) / 180);
      let best = Infinity;
      let spot = null;
      let index = this.passed;
      for (let i = this.passed; i < Math.min(this.shape.length - 1, this.passed + 40); i++) {
        const [a, b] = [this.shape[i], this.shape[i + 1]];
        const along = [(b[1] - a[1]) * flat, b[0] - a[0]];
        const away = [(this.at[1] - a[1]) * flat, this.at[0] - a[0]];
        const length = along[0] ** 2 + along[1] ** 2 || 1e-18;
        const share = Math.max(0, Math.min(1, (along[0] * away[0] + along[1] * away[1]) / length));
        const off = (away[0] - share * along[0]) ** 2 + (away[1] - share * along[1]) ** 2;
        if (off < best - 1e-14) {
          best = off;
          index = i;
          spot = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
        }
      }
      if (!spot) return;
      this.passed = index;
      this.lines[1].setLatLngs([...this.shape.slice(0, index + 1), spot]);
      this.lines[2].setLatLngs([spot, ...this.shape.slice(index + 1)]);
    },
    // How far the car gets: rings of points, of which one within another is a hole.
    reach(rings) {
      if (!this.map) return;
      this.area.setLatLngs(rings);
      if (!rings.length) return;
      this.browse();
      this.map.fitBounds(this.area.getBounds(), { maxZoom: 16, animate: false, ...this.free(BARE) });
    },
    // px on each side of what is to be seen, so that nothing else stands over it; it begins at `begins` of the width.
    free(begins) {
      const { clientWidth: width, clientHeight: height } = this.$el;
      const { x, y } = this.map.getSize();
      const [side, above] = [(x - width) / 2, (y - FREE * height) / 2];
      return { paddingTopLeft: [side + begins * width, above], paddingBottomRight: [side + BARE * width, above] };
    },
    // Places that were found, each as [number, latitude, longitude, name]; the map stands where they are looked at.
    places(found, areLookedAt) {
      if (!this.map) return;
      this.pins.clearLayers();
      found.forEach(([number, latitude, longitude, name]) => {
        const pin = L.marker([latitude, longitude], { icon: badge("place-pin", number), alt: name, riseOnHover: true });
        const label = document.createElement("span");
        label.textContent = name;
        pin.bindTooltip(label, { permanent: true, direction: "right", offset: [18, 0], opacity: 1, className: "place-name" });
        pin.on("click", () => this.$emit("choose", number));
        pin.addTo(this.pins);
      });
      if (found.length && !areLookedAt) this.overlook(found);
      else if (!found.length && !this.follows) this.follow();
    },
    // The stops of a trip, each as [number, latitude, longitude, state].
    trip(stops, isLookedAt) {
      if (!this.map) return;
      this.stops.clearLayers();
      stops.forEach(([number, latitude, longitude, state]) => {
        const icon = badge(`trip-pin ${state}`, number);
        L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(this.stops);
      });
      if (stops.length && isLookedAt) this.overlook(stops);
      else if (!this.follows && !this.pins.getLayers().length) this.follow();
    },
    // Places and the car in sight, beside the list of them.
    overlook(places) {
      this.browse();
      const corners = places.map((place) => [place[1], place[2]]);
      const seen = this.at ? [...corners, this.at] : corners;
      this.map.fitBounds(seen, { maxZoom: 16, animate: false, ...this.free(LISTED) });
    },
    browse() {
      if (!this.follows) return;
      this.follows = false;
      if (this.at) this.map.setView(this.at, this.map.getZoom(), { animate: false });
      this.told();
    },
    follow() {
      this.follows = true;
      if (this.at) this.map.setView(this.at, Math.max(this.map.getZoom(), 16), { animate: false });
      this.told();
    },
    turn() {
      this.turns = !this.turns;
      this.follow();
    },
    zoom(steps) {
      this.map.setZoom(this.map.getZoom() + steps);
    },
    told() {
      this.paint();
      this.$el.classList.toggle("browsing", !this.follows);
      this.$el.classList.toggle("north", !this.turns);
    },
    size() {
      const { clientWidth: width, clientHeight: height } = this.$el;
      const side = Math.ceil(Math.hypot(width, height * (1 + 2 * LOWER)) + 2 * ROOM);
      Object.assign(this.turned.style, {
        width: `${side}px`,
        height: `${side}px`,
        left: `${(width - side) / 2}px`,
        top: `${(height - side) / 2}px`,
      });
      this.map.invalidateSize({ pan: false });
      this.paint();
    },
    layer(Kind, path, pane) {
      const url = `${window.path_prefix}/map/${path}/{z}/{x}/{y}.svg?v=${this.version}`;
      const options = { tileSize: SIDE, zoomOffset: -1, maxZoom: 19, pane, keepBuffer: 1, updateWhenZooming: false };
      return new Kind(url, options);
    },
    // The old pictures stay until the new ones are there.
    replace(name, layer) {
      const old = this[name];
      this[name] = layer;
      layer.once("load", () => old?.remove());
      layer.addTo(this.map);
    },
    dress() {
      this.look = document.documentElement.dataset.theme === "day" ? "day" : "night";
      this.replace("ground", this.layer(Ground, `${this.look}/ground`, "tilePane"));
      this.lettered = undefined;
      this.letter();
    },
    // Names are drawn anew when they lean by more than a little.
    letter() {
      if (this.lettered !== undefined && Math.abs(nearer(this.lettered, this.up)) < TURNED_BY * 0.7) return;
      this.lettered = (Math.round(this.up / TURNED_BY) * TURNED_BY) % 360;
      this.replace("names", this.layer(Names, `${this.look}/names/${this.language}/${this.lettered}`, "names"));
    },
  },
};
