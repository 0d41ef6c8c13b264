using System.Text.Json;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>How far a transfer has come, in a small file beside it, replaced as a whole, so that a transfer that was broken off goes on. Deleted at its end.</summary>
/// <typeparam name="T">What has to be known, as plain properties.</typeparam>
internal sealed class ResumeFile<T>(string path)
    where T : class
{
    /// <summary>What an earlier run left, or null.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message says what to do.</exception>
    public T? Read()
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' can't be read, so it isn't known how far the earlier run came. Delete it to begin anew.", e);
        }
    }

    public void Write(T state)
    {
        var draft = path + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(state));
        File.Move(draft, path, overwrite: true);
    }

    public void Delete() => File.Delete(path);
}
