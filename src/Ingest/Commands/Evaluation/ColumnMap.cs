using System.Text.Json;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>Which column of a recording is which point of which asset type. The simulator's map files have these fields too; others are ignored.</summary>
internal sealed record ColumnMap
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Asset type whose template judges.</summary>
    public required string Type { get; init; }

    /// <summary>Rows that train before anything is judged.</summary>
    public int TrainingRows { get; init; } = 400;

    public required IReadOnlyList<MappedColumn> Columns { get; init; }

    /// <summary>The pump testbed of SKAB (waico/SKAB): its labelled files train on 400 rows.</summary>
    public static ColumnMap Skab { get; } = new()
    {
        Type = "test-rig-pump",
        Columns =
        [
            new("Accelerometer1RMS", "vib_1_g"), new("Accelerometer2RMS", "vib_2_g"), new("Current", "current_a"), new("Pressure", "pressure_bar"),
            new("Temperature", "motor_temp_c"), new("Thermocouple", "fluid_temp_c"), new("Voltage", "voltage_v"), new("Volume Flow RateRMS", "flow_l_min"),
        ],
    };

    /// <exception cref="InvalidDataException">The file is no map; the message names it.</exception>
    public static ColumnMap Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ColumnMap>(File.ReadAllText(path), Json) ?? throw new InvalidDataException($"{path}: the map is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
