using Facilities.Ingest.Commands;

return await FacilitiesCommandLine.RunAsync(args);
