using System.Text.Json;

namespace Facilities.Operations.Proofs;

/// <summary>A term as <c>signatures.json</c> writes it.</summary>
/// <param name="Point">A point of the type, or <c>type/point</c> for another asset of that type in the same community.</param>
/// <param name="Above">A number, or an attribute of the asset times a factor.</param>
internal sealed record TermText(
    string Point, string? State = null, bool? Flag = null, JsonElement? Above = null, JsonElement? Below = null, double? DropsBy = null, double? BackWithin = null, bool Absolute = false);
