using System.Collections.Concurrent;
using System.Security.Cryptography;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Security;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>Keys that the service makes for itself at first use; all processes on the database get the same one. Thread-safe.</summary>
internal sealed class ServiceKeys(FacilitiesWriter writer, SecretBox box)
{
    private const int KeyBytes = 32;

    private readonly ConcurrentDictionary<string, byte[]> _known = new();

    /// <summary>Random bytes.</summary>
    public Task<byte[]> GetAsync(string name, CancellationToken cancellationToken) => GetAsync(name, static () => RandomNumberGenerator.GetBytes(KeyBytes), cancellationToken);

    /// <param name="make">Makes one when there is none; may be asked in vain.</param>
    public async Task<byte[]> GetAsync(string name, Func<byte[]> make, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out var known)) return known;
        var key = await writer.WriteAsync(async (unit, token) =>
        {
            var stored = await unit.Db.ServiceSecrets.FindAsync([name], token).ConfigureAwait(false);
            // Encrypted with keys that are gone: what was signed with it is void, and a new one begins.
            if (stored is not null && box.Open(stored.ProtectedValue) is { Length: > 0 } value) return Convert.FromBase64String(value);
            var made = make();
            if (stored is null) unit.Db.ServiceSecrets.Add(stored = new ServiceSecret { Name = name, ProtectedValue = "" });
            stored.ProtectedValue = box.Close(Convert.ToBase64String(made));
            return made;
        }, cancellationToken).ConfigureAwait(false);
        return _known.GetOrAdd(name, key);
    }
}
