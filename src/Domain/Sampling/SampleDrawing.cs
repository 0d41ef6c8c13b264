using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Facilities.Domain.Sampling;

/// <summary>
/// A draw that anyone can repeat (ADR 49). Each item of the population has a key; the items with the smallest keys are drawn.
/// <code>
///   key    = SHA-256( UTF-8( seed | announcement | item ) )       '|' stands as it is, item in decimal, result in lower case hex
///   digest = SHA-256( UTF-8( item ⏎ item ⏎ … item ⏎ ) )           items ascending, each followed by a line feed
/// </code>
/// The announcement's hash comes from the audit chain when the draw is announced, so nobody who chooses a seed knows what it will draw. Pure.
/// </summary>
public static class SampleDrawing
{
    /// <summary>Sorting key of an item, 64 hex characters.</summary>
    public static string KeyOf(string seed, string announcement, int item) =>
        Hex(string.Create(CultureInfo.InvariantCulture, $"{seed}|{announcement}|{item}"));

    /// <summary>The items drawn, in the order of their keys.</summary>
    /// <param name="population">In any order, each once.</param>
    public static IReadOnlyList<int> Draw(string seed, string announcement, IEnumerable<int> population, int size) =>
        [.. population.Select(item => (Key: KeyOf(seed, announcement, item), Item: item)).OrderBy(item => item.Key, StringComparer.Ordinal).Take(size).Select(item => item.Item)];

    /// <summary>Fixes a population.</summary>
    public static string DigestOf(IEnumerable<int> population) =>
        Hex(string.Concat(population.Order().Select(item => string.Create(CultureInfo.InvariantCulture, $"{item}\n"))));

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
