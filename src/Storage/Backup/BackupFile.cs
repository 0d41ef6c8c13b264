namespace Facilities.Storage.Backup;

/// <summary>A file of a backup.</summary>
/// <param name="Path">Relative to the data folder, with slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256);
