// Takes Blazor's browser script out of an ASP.NET Core runtime package.
//
// Since .NET 10 the script comes in a NuGet package of its own (Microsoft.AspNetCore.App.Internal.Assets), which the
// registry this project builds from does not have. In .NET 9 it was still an embedded resource of
// Microsoft.AspNetCore.Components.Endpoints.dll, and the circuit protocol it speaks is the one .NET 10 serves.
//
//   node blazor-script.mjs ASSEMBLY OUTPUT SHA256
//
// PE file: COFF header → optional header → data directory 14 (CLI header) → its Resources directory, a row of
// [int32 length][bytes], each aligned to 8 (ECMA-335 II.24.2.4 and II.25.3.3).
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const [assembly, output, expected] = process.argv.slice(2);
const file = readFileSync(assembly);

const pe = file.readUInt32LE(0x3c);
const sectionCount = file.readUInt16LE(pe + 6);
const optional = pe + 24;
const directories = optional + (file.readUInt16LE(optional) === 0x20b ? 112 : 96);
const firstSection = optional + file.readUInt16LE(pe + 20);

const sections = Array.from({ length: sectionCount }, (_, index) => {
  const at = firstSection + index * 40;
  return { address: file.readUInt32LE(at + 12), size: file.readUInt32LE(at + 16), offset: file.readUInt32LE(at + 20) };
});
const toOffset = (address) => {
  const section = sections.find((s) => address >= s.address && address < s.address + s.size);
  if (!section) throw new Error(`${assembly}: address ${address} lies in no section`);
  return address - section.address + section.offset;
};

const cli = toOffset(file.readUInt32LE(directories + 14 * 8));
const start = toOffset(file.readUInt32LE(cli + 24));
const end = start + file.readUInt32LE(cli + 28);

for (let at = start; at + 4 <= end;) {
  const length = file.readUInt32LE(at);
  const content = file.subarray(at + 4, at + 4 + length);
  if (createHash("sha256").update(content).digest("hex") === expected) {
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, content);
    process.exit(0);
  }
  at = start + ((at + 4 + length - start + 7) & ~7);
}
console.error(`${assembly}: no embedded file has the SHA-256 ${expected}`);
process.exit(1);
