using System.Text;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>A payload as it can be shown: what can't be printed is a dot.</summary>
internal static class SampleText
{
    /// <param name="most">Bytes shown.</param>
    /// <param name="lines">Whether line ends stay.</param>
    public static string Of(IReadOnlyList<byte> bytes, int most, bool lines = false)
    {
        var text = Encoding.UTF8.GetString([.. bytes.Take(most)]);
        return string.Concat(text.Select(character => (char.IsControl(character) && !(lines && character is '\n' or '\r' or '\t')) || character == '\uFFFD' ? '·' : character));
    }
}
