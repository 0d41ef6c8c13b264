using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>A small curve with its band and a dot at the end. A NaN is a gap: hatched, never a line.</summary>
public sealed partial class Spark
{
    private const double Margin = 3;

    private double _low;
    private double _high;

    /// <summary>Equally spaced in time, oldest first; NaN where nothing was reported.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<double> Values { get; set; } = [];

    [Parameter]
    public double? BandLow { get; set; }

    [Parameter]
    public double? BandHigh { get; set; }

    /// <summary>Token name of the line's colour.</summary>
    [Parameter]
    public string Tone { get; set; } = "s1";

    [Parameter]
    public int Width { get; set; } = 120;

    [Parameter]
    public int Height { get; set; } = 26;

    private (double Y, double Height)? BandRect =>
        BandLow is { } low && BandHigh is { } high ? (Y(high), Math.Max(2, Y(low) - Y(high))) : null;

    private (double X, double Y)? End
    {
        get
        {
            for (var index = Values.Count - 1; index >= 0; index--)
            {
                if (double.IsFinite(Values[index])) return (X(index), Y(Values[index]));
            }

            return null;
        }
    }

    private IEnumerable<string> Lines
    {
        get
        {
            var line = new StringBuilder();
            for (var index = 0; index < Values.Count; index++)
            {
                if (double.IsFinite(Values[index]))
                {
                    line.Append(N(X(index))).Append(',').Append(N(Y(Values[index]))).Append(' ');
                }
                else if (line.Length > 0)
                {
                    yield return line.ToString();
                    line.Clear();
                }
            }

            if (line.Length > 0) yield return line.ToString();
        }
    }

    private IEnumerable<(double X, double Width)> Gaps
    {
        get
        {
            for (var index = 0; index < Values.Count; index++)
            {
                if (double.IsFinite(Values[index])) continue;
                var first = index;
                while (index < Values.Count && !double.IsFinite(Values[index])) index++;
                yield return (X(first), Math.Max(2, X(index) - X(first)));
            }
        }
    }

    protected override void OnParametersSet()
    {
        var finite = Values.Where(double.IsFinite).ToList();
        if (BandLow is { } low) finite.Add(low);
        if (BandHigh is { } high) finite.Add(high);
        _low = finite.Count > 0 ? finite.Min() : 0;
        _high = finite.Count > 0 ? finite.Max() : 1;
        if (_high - _low < 1e-9) (_low, _high) = (_low - 1, _high + 1);
    }

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private double X(int index) => Values.Count < 2 ? Width / 2d : index * (Width - 2 * Margin) / (Values.Count - 1) + Margin;

    private double Y(double value) => Height - Margin - (value - _low) / (_high - _low) * (Height - 2 * Margin);
}
