namespace Facilities.Operations.Evidence.Packs;

/// <summary>A pack that was made. Whoever gets it closes it; the file behind it is gone then.</summary>
/// <param name="Content">At its beginning.</param>
/// <param name="Sha256">Of the whole, lower case hex.</param>
public sealed record ClaimPack(string FileName, Stream Content, string Sha256);
