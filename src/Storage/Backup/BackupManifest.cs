using System.Text.Json;
using System.Text.Json.Serialization;

namespace Facilities.Storage.Backup;

/// <summary>What a backup consists of; written last, so a folder without it is no backup.</summary>
public sealed record BackupManifest
{
    public const string FileName = "backup.json";
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true };

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the relational database stands elsewhere (PostgreSQL) and is to be backed up with its own tools.</summary>
    public required bool RelationalElsewhere { get; init; }

    public required IReadOnlyList<BackupFile> Files { get; init; }

    [JsonIgnore]
    public long Bytes => Files.Sum(static file => file.Bytes);

    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json));

    /// <exception cref="InvalidDataException">There is none, or it can't be read; the message says so.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InvalidDataException($"'{folder}' is no backup: it has no {FileName}. A backup that was broken off has none either.");
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(path), Json) ?? throw new InvalidDataException($"'{path}' is empty.");
            if (manifest.Version > CurrentVersion) throw new InvalidDataException($"'{path}' was written by a newer version ({manifest.Version}); this one reads up to {CurrentVersion}.");
            return manifest;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' can't be read: {e.Message}", e);
        }
    }
}
