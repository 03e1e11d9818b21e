"""Colours that suit each kind of place: base, shade, middle, light, accent. The first is the usual one."""

from __future__ import annotations

from storyreel.film.places import PlaceKind as K

PALETTES: dict[K, tuple[tuple[str, ...], ...]] = {
    kind: tuple(tuple(f"#{colour}" for colour in row.split()) for row in rows.split(","))
    for kind, rows in {
        K.COAST: "3d5a6c 1f2f3d 6f8f9f d8d3c4 e8a24a, 2f6f7a 17323b 7fb0ae ecdfc4 e2694c, 56636e 2a3038 8d979c dfe0da c9563c",
        K.FOREST: "3f5a3c 1d2b20 6d8a55 cfd8a8 d99a3c, 4a5d4f 22302b 87a08a e0dcc0 b5562f, 5a5a2e 2b2a17 96944a e6d69a c2742e",
        K.MOUNTAINS: "5b6f85 2a3647 8fa5b8 e9eef2 d07a4a, 6a6475 302c3b 9f97a8 efe6e4 dd9b52, 4d6a6e 203438 86a8a8 e4efe9 c8553d",
        K.DESERT: "c98f52 6b3f24 dfb277 f3dfb8 3d7f86, b9704a 5a2d22 d99a6c f2d4b0 5a6fa0, a8925c 50432a cdb985 efe4c4 a3452f",
        K.OPEN_COUNTRY: "7d8f4a 39441f a8b56a ebe3b5 d2693c, 8a8a5a 3f3f2a b9b483 efe8cc 6a7fb0, 5f7f52 2a3d27 94ad74 e2e6bf d9a441",
        K.VILLAGE: "8a7660 41362c b59d7d eadbbf b5493a, 6d7a80 31393f 9aa6a8 e6e2d6 d9913f, 7a6a58 372e27 a8947a f0e0c0 4f7f74",
        K.CITY_STREET: "4a5468 1e2430 7a8598 d5d8dc f0a23c, 5d4f5a 261f28 8f7d86 e0d2cf 3fb0b5, 3f5a5c 182729 6f8f8d d8e0d5 e0563f",
        K.ROOFTOP: "5a5f78 232638 878da6 dcdde6 e8934a, 6b5350 2c2120 9f8078 ecd8c8 4a9aa5, 45586a 1b2530 7490a3 dbe5ea d8b24a",
        K.LIVING_ROOM: "8a5f45 3f2a20 b58a66 ecd9b8 c44f3a, 5f7268 29342f 8fa395 e6e0cc d28f3f, 6d5a78 2e2636 9c88a5 e8dde0 d6a24f",
        K.BEDROOM: "6a6f8f 2c2f45 9a9fba e8e4ea d9a05a, 8f6a6a 40292b bb9590 f0dfd6 6f8fa0, 5a7a78 263836 8ca9a4 e4ebe0 d67f5c",
        K.KITCHEN: "8f8052 40391f bcae7c f0e6c6 c9532f, 5f8480 263a39 93b3ac ecebdc dc9440, 9a6a4a 452c1e c7987a f3dfc8 4a8a8f",
        K.OFFICE: "6a747c 2d3338 99a3aa e6e8e6 d08a3c, 7a6a52 352c20 a8967a ebe0c8 3f7f94, 57686a 232d30 8a9c9a e2e6dd c85540",
        K.CORRIDOR: "6f6a5a 2f2c25 9f9a86 e2dcc8 c98a3f, 5a6878 252d37 8a99a8 dfe4e8 d0663f, 745a52 31231f a3877c e8d8cc 4f8f8a",
        K.BAR: "6b3a2e 2b1512 a0644a edc68c e0a030, 3f4f5f 181f28 74879a d8d2c0 d94f4a, 5a2f4a 24111f 905a7a e8bcc0 4fb0b0",
        K.HOSPITAL: "8fa8a5 3f504f b7cac6 f0f4f0 d9705a, 8f9db5 3e4757 b9c4d4 f2f4f6 e0a04a, a3a08f 4a483f c6c4b4 f3f1e8 4f8fa0",
        K.CELLAR: "4f4a42 1f1c19 7a7264 b8a888 d98a35, 455058 1b2024 6f7c84 aab4b4 d9a54a, 56443a 231a16 84695a bfa080 7fa06a",
        K.CAVE: "4a4f5f 1b1d28 727a8c a9b4c0 e0913f, 5a4a45 241b19 887068 c4a890 4fb5b0, 3f5550 16221f 6a8880 a8c4b4 d9b85a",
        K.VEHICLE: "4f555f 1e2126 7c838e ced2d6 d97f3f, 5f4a42 261b17 8f7466 dcc8b4 4a8fa5, 42585a 182425 70898a c9d6d2 e0b04a",
        K.SHIP: "4f6675 1e2b35 7f96a3 dadfdc d98f3f, 7a5f48 33261c a88a6c e8d5b4 3f7f8f, 5a6a62 242d29 8a9a90 dfe0d0 c9503f",
        K.SPACECRAFT: "4f5f78 1b2233 7f92ac dbe6f0 3fd0e0, 5f5a6a 232030 9089a0 e2dcea f09a4a, 48605f 182525 78989a d6e8e4 e05f5a",
        K.PLANET: "a85a3f 47211a d08a60 f2c9a0 4fa5b5, 6a5a8f 2a2240 9a8abd dccdea e0b04a, 4f7f7a 1c3533 84b0a5 d4ead8 e0705a",
        K.UNDERWATER: "2a6f85 0d2c3a 4fa0ad a5dcd8 f0a050, 2f5a8a 0f2240 5a8fba b0d4ea f0766a, 3a7a68 12352d 66aa90 bce8cc e8c05a",
        K.THEATRE: "7a2a30 300f14 b0504a f0d0a0 e0b040, 3a3f70 141630 6a70a8 dcd2e8 e8a04a, 4a5a3f 1b2417 7d906a e8e0b0 c9503a",
        K.LIGHTHOUSE_ROOM: "6f6a52 2a2820 a09a78 f5e6b0 f0b040, 4f6a72 1b2a30 80a0a5 f0ead0 e08f3a, 7a5a4a 30211b ab8770 f4dfc0 4f9aa8",
        K.GREENHOUSE: "6f7f72 2c362c 9ab09a e4ecd8 d8a860, 5f7f6a 24332a 8fb09a e0ecdc e08a5a, 7f7f62 33332a b0ac8a ece8d0 c96a4a",
        K.INTERIOR: "7a7068 342f2b a89c90 e8e0d4 c97f45, 5f7078 272f34 90a0a6 e2e6e4 d09a4a, 70607a 2e2634 9f8fa8 e6dfe8 5f9a8a",
        K.EXTERIOR: "6a7f78 2b3733 98ada2 e4e6d4 d98a4a, 7a7890 33323f a6a4b8 e8e4e8 d9a55a, 8a7a62 3c3327 b5a488 ece0c8 5a8a9a",
    }.items()
}
