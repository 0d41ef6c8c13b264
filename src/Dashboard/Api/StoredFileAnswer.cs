namespace Facilities.Dashboard.Api;

/// <summary>What became of an upload.</summary>
/// <param name="Sha256">Digest of what is kept, lower case hex; actions name the file by it.</param>
internal sealed record StoredFileAnswer(string Sha256);
