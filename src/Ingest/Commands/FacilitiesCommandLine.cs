using System.CommandLine;
using Facilities.Ingest.Commands.Complaints;
using Facilities.Ingest.Commands.Inspections;
using Facilities.Ingest.Commands.Store;

namespace Facilities.Ingest.Commands;

/// <summary>The <c>facilities</c> command: <c>serve</c> unless another is named.</summary>
internal static class FacilitiesCommandLine
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Facilities: takes in telemetry, finds faults, runs the jobs. Without a command it serves.");
        SettingOptions.AddTo(root);
        root.SetAction((_, cancellationToken) => ServeCommand.RunAsync(args, cancellationToken));
        root.Subcommands.Add(ServeCommand.Create(args));
        root.Subcommands.Add(AuditCommand.Create(args));
        root.Subcommands.Add(EvidenceCommand.Create());
        root.Subcommands.Add(DevicesCommand.Create(args));
        root.Subcommands.Add(NotifyCommand.Create(args));
        root.Subcommands.Add(StoreCommand.Create(args));
        root.Subcommands.Add(BackupCommand.CreateBackup(args));
        root.Subcommands.Add(BackupCommand.CreateRestore(args));
        root.Subcommands.Add(InspectionsCommand.Create());
        root.Subcommands.Add(ComplaintsCommand.Create());
        root.Subcommands.Add(ReplayCommand.Create(args));
        root.Subcommands.Add(EvaluateCommand.Create());
        return CommandErrors.GuardAsync(root, args);
    }
}
