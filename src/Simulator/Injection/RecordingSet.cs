namespace Facilities.Simulator.Injection;

/// <summary>
/// A folder of recordings with labels. Files bear numbers only; what is in them is told by <see cref="LabelFile"/>. The recordings are made side by
/// side; each depends on its own seed alone, so the set is the same however many are made at once.
/// </summary>
internal sealed class RecordingSet
{
    private readonly string _folder;
    private readonly string _seeds;
    private readonly int _healthyMonths;

    /// <param name="folder">Created if missing.</param>
    /// <param name="seeds">As the operator wrote them.</param>
    /// <param name="healthyMonths">For the head of the labels.</param>
    /// <param name="planned">What to record, in order.</param>
    public RecordingSet(string folder, string seeds, int healthyMonths, IReadOnlyList<PlannedRecording> planned) =>
        (_folder, _seeds, _healthyMonths, Planned) = (folder, seeds, healthyMonths, planned);

    public IReadOnlyList<PlannedRecording> Planned { get; }

    /// <summary>Every scenario of every seed, then healthy assets for so many asset-months of each type.</summary>
    /// <exception cref="ArgumentException">Nothing is left to record.</exception>
    public static IReadOnlyList<PlannedRecording> Plan(int firstSeed, int lastSeed, int healthyMonths, IReadOnlyList<string> types, IReadOnlyList<string> families)
    {
        var planned = new List<PlannedRecording>();
        foreach (var (scenario, type, label) in FaultLabels.Injectable)
        {
            if (!types.Contains(type) || (families.Count > 0 && !label.Families.Any(families.Contains))) continue;
            for (var seed = firstSeed; seed <= lastSeed; seed++) planned.Add(InjectionDraw.Faulty(seed, scenario, type, label));
        }
        foreach (var type in types)
        {
            var seed = firstSeed;
            for (var left = healthyMonths; left > 0; left -= InjectionDraw.MonthsPerRecording)
                planned.Add(InjectionDraw.Healthy(seed++, type, Math.Min(left, InjectionDraw.MonthsPerRecording)));
        }
        return planned.Count > 0 ? planned : throw new ArgumentException("None of the types has a fault of these families.");
    }

    /// <summary>Records everything; <paramref name="progress"/> is told, from any thread, that one more is done.</summary>
    /// <exception cref="IOException">The folder holds something already and <paramref name="force"/> is false, or can't be written.</exception>
    public void Record(bool force, Action progress, CancellationToken ct)
    {
        if (!force && Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any())
            throw new IOException($"'{_folder}' is not empty. Name another folder, or add --force to write over what is there.");
        Directory.CreateDirectory(_folder);
        File.Delete(Path.Combine(_folder, LabelFile.Name));
        var recordings = new (string File, long Messages, PlannedRecording Planned)[Planned.Count];
        var options = new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, Planned.Count, options, i =>
        {
            var name = FormattableString.Invariant($"r{i + 1:D5}.jsonl.gz");
            recordings[i] = (name, PayloadRecorder.Record(Planned[i], Path.Combine(_folder, name), ct), Planned[i]);
            progress();
        });
        LabelFile.Write(_folder, _seeds, _healthyMonths, recordings);
    }
}
